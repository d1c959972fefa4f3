/** Generates the custom resource definition and keeps {@code crds/} in step with the code. */
@NullMarked
package dev.pipelinestop.crd;

import org.jspecify.annotations.NullMarked;
