/** Tests of the gateway against a scripted server. */
@NullMarked
package dev.pipelinestop.codepipeline;

import org.jspecify.annotations.NullMarked;
