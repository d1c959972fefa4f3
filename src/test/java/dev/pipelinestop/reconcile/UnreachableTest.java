package dev.pipelinestop.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.UnresolvedAddressException;
import java.security.cert.CertificateException;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;

/** The chains are those that the client of Kubernetes was seen to throw. */
final class UnreachableTest {

  private static String said(Throwable... chain) {
    for (int i = chain.length - 1; i > 0; i--) {
      chain[i - 1].initCause(chain[i]);
    }
    IOException wrapped = new IOException(chain[0].getMessage(), chain[0]);
    return Unreachable.cause(
        new KubernetesClientException("An error has occurred.", wrapped), "k8s.example");
  }

  @Test
  void whereNobodyListens() {
    assertThat(said(new ConnectException(), new ClosedChannelException()))
        .isEqualTo("connection refused (ConnectException)");
  }

  @Test
  void whereTheNameIsUnknown() {
    assertThat(said(new ConnectException(), new UnresolvedAddressException()))
        .isEqualTo("unknown host k8s.example (UnresolvedAddressException)");
    assertThat(said(new UnknownHostException("k8s.example: Name or service not known")))
        .isEqualTo("unknown host k8s.example (UnknownHostException)");
  }

  @Test
  void whereTheCertificateIsAnotherOnes() {
    assertThat(
            said(
                new SSLHandshakeException("(certificate_unknown) No subject names match"),
                new CertificateException("No subject names match")))
        .isEqualTo("No subject names match (CertificateException)");
  }

  @Test
  void whereNoRouteLeads() {
    assertThat(
            said(
                new ConnectException("No route to host"),
                new NoRouteToHostException("No route to host")))
        .isEqualTo("No route to host (NoRouteToHostException)");
  }

  @Test
  void whereOnlyTheFirstSaysSomething() {
    assertThat(said(new SSLHandshakeException("Remote host\nended it"), new ArithmeticException()))
        .isEqualTo("Remote host ended it (SSLHandshakeException)");
  }

  @Test
  void whereNothingSaysAnything() {
    assertThat(said(new IllegalStateException())).isEqualTo("IllegalStateException");
    assertThat(Unreachable.cause(new KubernetesClientException("no config"), "k8s.example"))
        .isEqualTo("no config (KubernetesClientException)");
  }
}
