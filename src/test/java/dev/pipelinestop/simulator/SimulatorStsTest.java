package dev.pipelinestop.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.StsException;

class SimulatorStsTest {
  private final Simulator simulator = Simulator.virtual();
  private final StsClient client = SdkClients.sts(simulator);

  @Test
  void tellsTheAccount() {
    assertThat(client.getCallerIdentity().account()).isEqualTo("123456789012");
    simulator.settings().account("210987654321");
    assertThat(client.getCallerIdentity().arn())
        .isEqualTo("arn:aws:iam::210987654321:user/simulator");
  }

  @Test
  void errorsHaveTheFormOfSts() {
    simulator.faults().on("GetCallerIdentity").once().expiredToken();

    assertThatExceptionOfType(StsException.class)
        .isThrownBy(client::getCallerIdentity)
        .matches(e -> e.awsErrorDetails().errorCode().equals("ExpiredTokenException"));
    assertThatExceptionOfType(StsException.class)
        .isThrownBy(client::getSessionToken)
        .matches(e -> e.awsErrorDetails().errorCode().equals("InvalidAction"));
    assertThat(simulator.ledger().calls("GetCallerIdentity")).hasSize(1);
  }
}
