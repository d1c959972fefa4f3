package dev.pipelinestop.codepipeline;

import dev.pipelinestop.stop.AwsFailure;
import dev.pipelinestop.stop.AwsFailure.Meaning;
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
  private volatile @Nullable String account;

  /** An identity over a client that it closes. */
  Identity(String region, StsClient sts) {
    this.region = region;
    this.sts = sts;
  }

  /** The region whose STS is asked, such as eu-central-1. */
  public String region() {
    return region;
  }

  /**
   * The account, 12 digits. Asked until STS has answered once, then remembered: the credentials of
   * a process do not move to another account.
   *
   * @throws AwsFailureException if STS does not answer with an account; the next call asks again
   */
  public String account() throws AwsFailureException {
    String known = account;
    if (known != null) {
      return known;
    }
    @Nullable String answered;
    try {
      answered = sts.getCallerIdentity().account();
    } catch (RuntimeException e) {
      throw new AwsFailureException(Faults.failure(OPERATION, e));
    }
    if (answered == null || !ACCOUNT.matcher(answered).matches()) {
      throw new AwsFailureException(
          new AwsFailure(OPERATION, "NoAccount", "the answer names no account", Meaning.NONSENSE));
    }
    account = answered;
    return answered;
  }

  @Override
  public void close() {
    sts.close();
  }
}
