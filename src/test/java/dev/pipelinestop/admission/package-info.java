/**
 * Who may do what with requests, and who may stop and abandon which pipeline, in the cluster and at
 * AWS.
 */
@NullMarked
package dev.pipelinestop.admission;

import org.jspecify.annotations.NullMarked;
