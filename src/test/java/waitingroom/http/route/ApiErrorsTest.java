package waitingroom.http.route;

import static org.assertj.core.api.Assertions.assertThat;

import akka.http.javadsl.model.HttpResponse;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ApiErrorsTest {
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void an_answer_that_did_not_come_in_time_is_503_also_when_it_is_wrapped(boolean compatible) {
    TimeoutException late = new TimeoutException();
    for (Throwable failure : new Throwable[] {late, new CompletionException(late)}) {
      HttpResponse response = ApiErrors.failure(failure, compatible);
      assertThat(response.status().intValue()).isEqualTo(503);
      assertThat(response.getHeader("Retry-After")).isPresent();
    }
  }
}
