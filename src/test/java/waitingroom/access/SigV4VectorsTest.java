package waitingroom.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import waitingroom.access.Authentication.Authenticated;
import waitingroom.access.Authentication.Denied;
import waitingroom.access.Authentication.Reason;
import waitingroom.access.SigV4Vectors.Vector;

class SigV4VectorsTest {
  private final SigV4 suite =
      new SigV4(KeyFiles.example(), "service", at(Instant.parse("2015-08-30T12:36:00Z")));
  private final SigV4 clients =
      new SigV4(KeyFiles.example(), SigV4.EXECUTE_API, at(Instant.parse("2026-01-02T03:04:05Z")));

  static List<Vector> suiteVectors() {
    return SigV4Vectors.read("aws-suite.txt");
  }

  static List<Vector> clientVectors() {
    return SigV4Vectors.read("clients.txt");
  }

  @Test
  void every_vector_is_read() {
    assertThat(suiteVectors()).hasSize(24);
    assertThat(clientVectors()).hasSize(9);
  }

  @ParameterizedTest
  @MethodSource("suiteVectors")
  void the_vectors_of_aws_are_accepted(Vector vector) {
    assertThat(suite.authenticate(vector.request())).isEqualTo(new Authenticated(KeyFiles.OWNER));
  }

  @ParameterizedTest
  @MethodSource("clientVectors")
  void what_other_clients_signed_is_accepted(Vector vector) {
    assertThat(clients.authenticate(vector.request())).isEqualTo(new Authenticated(KeyFiles.OWNER));
  }

  @ParameterizedTest
  @MethodSource("suiteVectors")
  void the_vectors_do_not_fit_another_method(Vector vector) {
    SignedRequest signed = vector.request();
    var changed =
        new SignedRequest(
            "DELETE", signed.rawPath(), signed.rawQuery(), signed.headers(), signed.body());
    assertThat(suite.authenticate(changed)).isEqualTo(new Denied(Reason.BAD_SIGNATURE));
  }

  @ParameterizedTest
  @MethodSource("suiteVectors")
  void the_vectors_do_not_fit_another_service(Vector vector) {
    var other =
        new SigV4(KeyFiles.example(), SigV4.EXECUTE_API, at(Instant.parse("2015-08-30T12:36:00Z")));
    assertThat(other.authenticate(vector.request())).isEqualTo(new Denied(Reason.WRONG_SCOPE));
  }

  private static Clock at(Instant time) {
    return Clock.fixed(time, ZoneOffset.UTC);
  }
}
