package waitingroom.http.route;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PathTableTest {
  private final PathTable<List<String>> table = new PathTable<>(ArrayList::new);

  PathTableTest() {
    for (String path :
        List.of(
            "/alarms",
            "/alarms/{name}",
            "/alarms/manager",
            "/rooms/{event_id}",
            "/rooms/{event_id}/client",
            "/rooms/{event_id}/pages/{page}")) {
      table.at(path).add(path);
    }
  }

  @Test
  void a_parameter_may_stand_in_the_middle_and_more_than_once() {
    assertThat(table.matches("/rooms/a%20b/client"))
        .containsExactly(
            new PathTable.Match<>(List.of("/rooms/{event_id}/client"), List.of("a%20b")));
    assertThat(table.matches("/rooms/a/pages/7"))
        .containsExactly(
            new PathTable.Match<>(List.of("/rooms/{event_id}/pages/{page}"), List.of("a", "7")));
  }

  @Test
  void the_literal_path_comes_before_the_one_with_a_parameter() {
    assertThat(table.matches("/alarms/manager"))
        .containsExactly(
            new PathTable.Match<>(List.of("/alarms/manager"), List.of()),
            new PathTable.Match<>(List.of("/alarms/{name}"), List.of("manager")));
    assertThat(table.literal("/alarms/manager")).containsExactly("/alarms/manager");
  }

  @Test
  void a_parameter_is_one_segment() {
    assertThat(table.matches("/alarms/a/b")).isEmpty();
    assertThat(table.matches("/rooms/a/client/")).isEmpty();
    assertThat(table.matches("/rooms/a/other")).isEmpty();
    assertThat(table.matches("/rooms")).isEmpty();
    assertThat(table.literal("/alarms/{name}")).isNull();
    assertThat(table.matches("/alarms/"))
        .containsExactly(new PathTable.Match<>(List.of("/alarms/{name}"), List.of("")));
  }

  @Test
  void names_of_parameters_do_not_make_another_path() {
    assertThat(table.at("/rooms/{id}/client")).containsExactly("/rooms/{event_id}/client");
  }
}
