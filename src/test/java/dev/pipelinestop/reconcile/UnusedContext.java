package dev.pipelinestop.reconcile;

import dev.pipelinestop.api.PipelineStopRequest;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import java.lang.reflect.Proxy;

/** What Java Operator SDK hands to the reconciler, which uses nothing of it. */
public final class UnusedContext {
  /** Throws {@link UnsupportedOperationException} whatever is called. */
  @SuppressWarnings("unchecked") // A proxy of a generic interface.
  public static final Context<PipelineStopRequest> CONTEXT =
      (Context<PipelineStopRequest>)
          Proxy.newProxyInstance(
              UnusedContext.class.getClassLoader(),
              new Class<?>[] {Context.class},
              (proxy, method, arguments) -> {
                throw new UnsupportedOperationException("The reconciler uses " + method.getName());
              });

  private UnusedContext() {}
}
