/**
 * What GitOps tools and cluster policies make of our resource: the health that they read, and the
 * examples under {@code deploy/gitops} and {@code deploy/policy}, held to the definition.
 */
@NullMarked
package dev.pipelinestop.gitops;

import org.jspecify.annotations.NullMarked;
