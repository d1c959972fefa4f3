package dev.pipelinestop.codepipeline;

import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttribute;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.http.SdkHttpResponse;

/**
 * Tells a clock the Date of every answer, of errors too. An answer without a request id of AWS was
 * made by something between, one with an Age was kept there: what they say is not AWS's time now.
 */
final class DateInterceptor implements ExecutionInterceptor {
  private static final ExecutionAttribute<Long> SENT_AT =
      new ExecutionAttribute<>("dev.pipelinestop.SentAt");

  private final AwsClock clock;
  private volatile @Nullable Told last;

  /** What was read of an answer: very many come within one second and say the same. */
  private record Told(String date, Instant instant) {}

  DateInterceptor(AwsClock clock) {
    this.clock = clock;
  }

  @Override
  public void beforeTransmission(
      Context.BeforeTransmission context, ExecutionAttributes attributes) {
    attributes.putAttribute(SENT_AT, clock.nanos());
  }

  @Override
  public void afterTransmission(Context.AfterTransmission context, ExecutionAttributes attributes) {
    SdkHttpResponse answer = context.httpResponse();
    Long sentAt = attributes.getAttribute(SENT_AT);
    if (sentAt != null
        && answer.firstMatchingHeader("x-amzn-RequestId").isPresent()
        && answer.firstMatchingHeader("Age").isEmpty()) {
      answer.firstMatchingHeader("Date").ifPresent(date -> tell(sentAt, date));
    }
  }

  private void tell(long sentAt, String date) {
    try {
      clock.answered(sentAt, instant(date));
    } catch (DateTimeParseException e) {
      // Not a time: it tells nothing.
    }
  }

  private Instant instant(String date) {
    Told told = last;
    if (told == null || !told.date().equals(date)) {
      told =
          new Told(date, DateTimeFormatter.RFC_1123_DATE_TIME.parse(date.strip(), Instant::from));
      last = told;
    }
    return told.instant();
  }
}
