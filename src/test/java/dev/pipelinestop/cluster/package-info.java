/**
 * A real Kubernetes API server on this machine, for the integration tests, the sandbox and the
 * benchmark. It is what the definition, its CEL rules, RBAC, admission and kubectl are proven on.
 */
@NullMarked
package dev.pipelinestop.cluster;

import org.jspecify.annotations.NullMarked;
