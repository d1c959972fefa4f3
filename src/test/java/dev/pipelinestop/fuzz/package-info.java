/**
 * Bad input, made systematically: answers of AWS that are damaged in every way that could be
 * thought of, and resources that are derived from the schema in {@code crds}.
 */
@NullMarked
package dev.pipelinestop.fuzz;

import org.jspecify.annotations.NullMarked;
