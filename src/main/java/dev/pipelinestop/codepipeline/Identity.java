package dev.pipelinestop.codepipeline;

import dev.pipelinestop.stop.AwsFailure;
import dev.pipelinestop.stop.AwsFailure.Meaning;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.sts.StsClient;

/**
 * Who the operator is at AWS: the account comes from STS (GetCallerIdentity, which needs no
 * permission). Safe for use by many threads.
 */
public final class Identity implements AutoCloseable {
  private static final String OPERATION = "GetCallerIdentity";
  private static final Pattern ACCOUNT = Pattern.compile("\\d{12}");

  private final String region;
  private final StsClient sts;
  private final Calls calls;
  private final AtomicReference<@Nullable CompletableFuture<Answer>> asking =
      new AtomicReference<>();
  private volatile @Nullable String account;

  /** An identity over a client that it closes. */
  Identity(String region, StsClient sts, Calls calls) {
    this.region = region;
    this.sts = sts;
    this.calls = calls;
  }

  /** The region whose STS is asked, such as eu-central-1. */
  public String region() {
    return region;
  }

  /**
   * The account, 12 digits. Asked until STS has answered once, then remembered: the credentials of
   * a process do not move to another account. Who asks at the same time shares one call.
   *
   * @throws AwsFailureException if STS does not answer with an account; the next call asks again
   */
  public String account() throws AwsFailureException {
    String known = account;
    if (known != null) {
      return known;
    }
    CompletableFuture<Answer> mine = new CompletableFuture<>();
    CompletableFuture<Answer> asked = asking.compareAndExchange(null, mine);
    if (asked == null) {
      try {
        mine.complete(ask());
      } finally {
        asking.set(null);
        // Only if asking ended in a way that nobody expected: the others must not wait for ever.
        mine.cancel(false);
      }
    }
    return switch ((asked == null ? mine : asked).join()) {
      case Answer.Account(String number) -> number;
      case Answer.None(AwsFailure failure) -> throw new AwsFailureException(failure);
    };
  }

  /** What everybody who asked at the same time is told. */
  private sealed interface Answer {
    record Account(String number) implements Answer {}

    record None(AwsFailure failure) implements Answer {}
  }

  private Answer ask() {
    @Nullable String answered;
    try {
      answered = calls.make(OPERATION, sts::getCallerIdentity).account();
    } catch (RuntimeException | VirtualMachineError e) {
      return new Answer.None(Faults.failure(OPERATION, e));
    }
    if (answered == null || !ACCOUNT.matcher(answered).matches()) {
      return new Answer.None(
          new AwsFailure(
              OPERATION,
              "NoAccount",
              "the answer names no account: perhaps not AWS answered, but something between",
              Meaning.NONSENSE));
    }
    account = answered;
    return new Answer.Account(answered);
  }

  @Override
  public void close() {
    sts.close();
  }
}
