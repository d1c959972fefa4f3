package dev.pipelinestop.codepipeline;

import static dev.pipelinestop.codepipeline.ScriptedAws.status;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pipelinestop.codepipeline.ScriptedAws.Answer;
import dev.pipelinestop.stop.AwsFailure;
import dev.pipelinestop.stop.AwsFailure.Meaning;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IdentityTest extends GatewayFixture {
  @Test
  void asksOnceForTheAccount() throws Exception {
    aws.then(account("123456789012"));
    try (Identity identity = clients(s -> s).identity("eu-central-1")) {
      assertThat(identity.account()).isEqualTo("123456789012");
      assertThat(identity.account()).isEqualTo("123456789012");
      assertThat(identity.region()).isEqualTo("eu-central-1");
    }
    assertThat(aws.requests()).hasSize(1);
    assertThat(aws.requests().getFirst().body()).startsWith("Action=GetCallerIdentity");
    assertThat(aws.requests().getFirst().headers().get("user-agent"))
        .startsWith("pipeline-stop-operator/dev ");
  }

  @Test
  void asksOnceForAllWhoAskAtTheSameTime() throws Exception {
    aws.then(account("123456789012"));
    CyclicBarrier together = new CyclicBarrier(20);
    try (Identity identity = clients(s -> s).identity("eu-central-1");
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<String>> answers =
          Stream.generate(
                  () ->
                      threads.submit(
                          () -> {
                            together.await();
                            return identity.account();
                          }))
              .limit(20)
              .toList();
      for (Future<String> answer : answers) {
        assertThat(answer.get()).isEqualTo("123456789012");
      }
    }
    assertThat(aws.requests()).hasSize(1);
  }

  @Test
  void asksAgainAfterAFailure() throws Exception {
    aws.then(
            status(
                403,
                "text/xml",
                "<ErrorResponse><Error><Type>Sender</Type><Code>ExpiredToken</Code><Message>Expired"
                    + "</Message></Error></ErrorResponse>"))
        .then(account("123456789012"));
    try (Identity identity = clients(s -> s).identity("eu-central-1")) {
      AwsFailure failure = failure(identity::account);

      assertThat(failure.meaning()).isEqualTo(Meaning.CREDENTIALS);
      assertThat(failure.message()).startsWith("Expired; check the operator's service account");
      assertThat(identity.account()).isEqualTo("123456789012");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "12", "account", "{}"})
  void callsAnAnswerWithoutAnAccountNonsense(String account) {
    aws.then(account(account));
    try (Identity identity = clients(s -> s).identity("eu-central-1")) {
      assertThat(failure(identity::account).meaning()).isEqualTo(Meaning.NONSENSE);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "<html>", "{}", "<a/>"})
  void callsAnAnswerThatIsNoneNonsense(String body) {
    aws.then(status(200, "text/xml", body));
    try (Identity identity = clients(s -> s).identity("eu-central-1")) {
      assertThat(failure(identity::account).meaning()).isEqualTo(Meaning.NONSENSE);
    }
  }

  private static Answer account(String account) {
    return status(
        200,
        "text/xml",
        """
        <GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/">
          <GetCallerIdentityResult>
            <Arn>arn:aws:iam::123456789012:user/operator</Arn>
            <UserId>AIDAEXAMPLE</UserId>
            <Account>%s</Account>
          </GetCallerIdentityResult>
        </GetCallerIdentityResponse>\
        """
            .formatted(account));
  }
}
