/**
 * The Helm chart in {@code helm}, rendered as Helm renders it, and held to what the operator does
 * on a real API server; and the kustomizations in {@code deploy}, which are generated from it.
 */
@NullMarked
package dev.pipelinestop.chart;

import org.jspecify.annotations.NullMarked;
