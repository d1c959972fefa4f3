/**
 * The resources as a user sees them. The custom resource definition in {@code crds/} is generated
 * from here, so every description in this package is what {@code kubectl explain} prints.
 */
@NullMarked
package dev.pipelinestop.api;

import org.jspecify.annotations.NullMarked;
