package dev.pipelinestop.codepipeline;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OneLineTest {
  @Test
  void isOneLineOfBoundedLength() {
    assertThat(OneLine.of("a\r\n\tb\u0007c\u2028d\u202ee", "-")).isEqualTo("a b c de");
    assertThat(OneLine.of("x y ".repeat(1000), "-", "; check it"))
        .hasSize(300)
        .endsWith("…; check it");
    assertThat(OneLine.of("x".repeat(5) + "😀 ".repeat(200), "-")).hasSizeLessThanOrEqualTo(300);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "\n"})
  void saysSomethingWhereThereIsNothing(String nothing) {
    assertThat(OneLine.of(nothing, "fallback")).isEqualTo("fallback");
    assertThat(OneLine.of(null, "fallback")).isEqualTo("fallback");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "User:"
            + " arn:aws:sts::123456789012:assumed-role/PipelineStopOperatorProductionEuCentralFirst/botocore-session-1790648524"
            + " is not authorized to perform: codepipeline:StopPipelineExecution on resource:"
            + " arn:aws:codepipeline:eu-central-1:123456789012:release",
        "The account with id '123456789012' does not include a pipeline with the name"
            + " 'AVeryLongPipelineNameThatIsJustOneWord.and-goes-on'",
        "The security token included in the request is expired",
        "Execution 0b51a0bd-94ae-4fb7-86b6-4a6a4f1b0c11 not found",
        "Role arn:aws:iam::123456789012:role/aws-service-role/codepipeline.amazonaws.com/AWSServiceRoleForCodePipelineWithAVeryLongName"
      })
  void keepsWhatAPersonNeeds(String message) {
    assertThat(OneLine.of(message, "-")).isEqualTo(message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Authorization: AWS4-HMAC-SHA256 Credential=AKIDX/20261122/eu/x, SignedHeaders=host,"
            + " Signature=SECRET1",
        "x-amz-security-token:SECRET1",
        "X-Amz-Security-Token=SECRET1&X-Amz-Signature=SECRET2",
        "sessionToken=SECRET1, secretAccessKey: SECRET2",
        "proxy http://user:SECRET1@proxy.example:3128 said no",
        "key ASIASECRET1SECRET2AB is unknown",
        "token eyJhbGciOiJSUzI1NiIsSECRET1.eyJhdWQiOlsic3RzLSECRET2.c2lnLSECRET1 was rejected",
        "key wJalrXUtnFEMI/K7MDENG/bPxRfiSECRET1EXAMPLE was rejected",
        "The request signature we calculated does not match. The Canonical String for this request"
            + " should have been 'POST / SECRET1'",
        "Encoded authorization failure message:"
            + " SECRET1_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
      })
  void removesSecrets(String message) {
    assertThat(OneLine.of(message, "-")).doesNotContain("SECRET1", "SECRET2");
  }
}
