/** Holds README.md and docs/ to the code: what they say is made from it or compared with it. */
@NullMarked
package dev.pipelinestop.docs;

import org.jspecify.annotations.NullMarked;
