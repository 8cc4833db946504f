package waitingroom.http.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import akka.http.javadsl.model.HttpEntity;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import waitingroom.http.route.StrictJson.NeverNull;

class StrictJsonTest {
  enum Colour {
    @JsonProperty("red")
    RED,
    @JsonProperty("blue")
    BLUE,
    @JsonProperty("grey")
    GREY
  }

  record Part(String name) {}

  record Thing(
      @JsonProperty("the_name") String name,
      int size,
      @Nullable Double weight,
      @Nullable Boolean fragile,
      @Nullable Colour colour,
      @Nullable List<String> tags,
      @Nullable List<Part> parts,
      @NeverNull @Nullable String never) {
    Thing {
      if (size < 0) {
        throw new IllegalArgumentException("size must not be negative");
      }
    }
  }

  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
  @JsonSubTypes({
    @JsonSubTypes.Type(value = Round.class, name = "round"),
    @JsonSubTypes.Type(value = Square.class, name = "square")
  })
  interface Shape {}

  record Round() implements Shape {}

  record Square() implements Shape {}

  record Shaped(Shape shape) {}

  @Test
  void members_that_are_nullable_may_be_missing_or_null() {
    Thing least = new Thing("a", 1, null, null, null, null, null, null);
    assertThat(read("{'the_name': 'a', 'size': 1}")).isEqualTo(least);
    assertThat(read("{'the_name': 'a', 'size': 1, 'colour': null, 'tags': null, 'fragile': null}"))
        .isEqualTo(least);
    assertThat(
            read(
                "{'the_name': 'a', 'size': 1, 'weight': 2, 'fragile': true, 'colour': 'blue',"
                    + " 'tags': ['x'], 'parts': [{'name': 'y'}], 'never': 'z'}"))
        .isEqualTo(
            new Thing("a", 1, 2.0, true, Colour.BLUE, List.of("x"), List.of(new Part("y")), "z"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"600", "600.0", "6e2", "6.00E+2", "600.000000000000000000000000000000"})
  void an_integer_is_a_number_without_a_fraction(String number) {
    assertThat(read("{'the_name': 'a', 'size': " + number + ", 'weight': " + number + "}"))
        .isEqualTo(new Thing("a", 600, 600.0, null, null, null, null, null));
  }

  @ParameterizedTest
  @ValueSource(strings = {"0.0", "-0.0", "0E-1000000000", "0e5"})
  void nothing_is_an_integer_too(String number) {
    assertThat(read("{'the_name': 'a', 'size': " + number + "}"))
        .isEqualTo(new Thing("a", 0, null, null, null, null, null, null));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "x | The body must be a JSON object with the_name, size, weight",
        "[] | The body must be a JSON object with the_name",
        "{'the_name': 'a', 'the_name': 'b', 'size': 1} | The body must be a JSON object with",
        "{'size': 1} | The member the_name must be a string",
        "{'the_name': null, 'size': 1} | The member the_name must be a string",
        "{'the_name': 5, 'size': 1} | The member the_name must be a string",
        "{'the_name': {}, 'size': 1} | The member the_name must be a string",
        "{'the_name': 'a'} | The member size must be a whole number",
        "{'the_name': 'a', 'size': null} | The member size must be a whole number",
        "{'the_name': 'a', 'size': '1'} | The member size must be a whole number",
        "{'the_name': 'a', 'size': ''} | The member size must be a whole number",
        "{'the_name': 'a', 'size': 1.5} | The member size must be a whole number",
        "{'the_name': 'a', 'size': 1e-1} | The member size must be a whole number",
        "{'the_name': 'a', 'size': 1e-1000000000} | The member size must be a whole number",
        "{'the_name': 'a', 'size': 1e1000000000} | The member size must be a whole number",
        "{'the_name': 'a', 'size': 2147483648.0} | The member size must be a whole number",
        "{'the_name': 'a', 'size': -1.0} | size must not be negative",
        "{'the_name': 1.0, 'size': 1} | The member the_name must be a string",
        "{'the_name': 'a', 'size': 2147483648} | The member size must be a whole number",
        "{'the_name': 'a', 'size': [1]} | The member size must be a whole number",
        "{'the_name': 'a', 'size': -1} | size must not be negative",
        "{'the_name': 'a', 'size': 1, 'weight': '1'} | The member weight must be a number",
        "{'the_name': 'a', 'size': 1, 'fragile': 'true'} | The member fragile must be true or"
            + " false",
        "{'the_name': 'a', 'size': 1, 'fragile': 1} | The member fragile must be true or false",
        "{'the_name': 'a', 'size': 1, 'colour': 'RED'} | The member colour must be red, blue or"
            + " grey",
        "{'the_name': 'a', 'size': 1, 'fragile': ' '} | The member fragile must be true or false",
        "{'the_name': 'a', 'size': 1, 'colour': ' red '} | The member colour must be red, blue or",
        "{'the_name': 'a', 'size': 1, 'colour': ''} | The member colour must be red, blue or grey",
        "{'the_name': 'a', 'size': 1, 'colour': 0} | The member colour must be red, blue or grey",
        "{'the_name': 'a', 'size': 1, 'colour': ['red']} | The member colour must be red, blue or",
        "{'the_name': 'a', 'size': 1, 'tags': 'x'} | The member tags must be an array",
        "{'the_name': 'a', 'size': 1, 'tags': {}} | The member tags must be an array",
        "{'the_name': 'a', 'size': 1, 'tags': ['x', 1]} | The member tags[1] must be a string",
        "{'the_name': 'a', 'size': 1, 'tags': [null]} | The member tags",
        "{'the_name': 'a', 'size': 1, 'parts': [{'name': 'y'}, 1]} | parts[1] must be an object",
        "{'the_name': 'a', 'size': 1, 'parts': [{}]} | The member parts[0].name must be a string",
        "{'the_name': 'a', 'size': 1, 'parts': [null]} | The member parts",
        "{'the_name': 'a', 'size': 1, 'parts': [{'name': 'y', 'x': 1}]} | no member \"parts[0].x\"",
        "{'the_name': 'a', 'size': 1, 'never': null} | The member never must not be null",
        "{'the_name': 'a', 'sizes': 1} | There is no member \"sizes\"",
        "{'name': 'a', 'size': 1} | There is no member \"name\""
      })
  void anything_else_is_refused_with_what_it_must_be(String body, String text) {
    assertThat(refusal(body, Thing.class)).contains(text);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"{}", "{\"kind\": \"oval\"}", "{\"kind\": 1}", "{\"kind\": null}"})
  void a_kind_is_one_of_its_names(String shape) {
    assertThat(refusal("{'shape': " + shape + "}", Shaped.class))
        .isEqualTo("The member shape.kind must be round or square");
  }

  private static Thing read(String body) {
    return StrictJson.read(bytes(body), Thing.class);
  }

  private static String refusal(String body, Class<?> type) {
    HttpRefusal refusal =
        catchThrowableOfType(HttpRefusal.class, () -> StrictJson.read(bytes(body), type));
    assertThat(refusal).as(body).isNotNull();
    assertThat(refusal.response().status().intValue()).isEqualTo(400);
    try {
      return Json.MAPPER
          .readTree(((HttpEntity.Strict) refusal.response().entity()).getData().toArray())
          .get("detail")
          .textValue();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static byte[] bytes(String body) {
    return body.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
  }
}
