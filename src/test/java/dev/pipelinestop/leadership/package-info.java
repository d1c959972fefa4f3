/** Which of several replicas works, on a virtual clock. */
@NullMarked
package dev.pipelinestop.leadership;

import org.jspecify.annotations.NullMarked;
