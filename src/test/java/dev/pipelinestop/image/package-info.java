/**
 * The image of the operator: {@code mvn -Pimage} builds what is in it, and tests run that as the
 * image would.
 */
@NullMarked
package dev.pipelinestop.image;

import org.jspecify.annotations.NullMarked;
