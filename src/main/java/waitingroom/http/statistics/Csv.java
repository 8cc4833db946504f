package waitingroom.http.statistics;

import akka.http.javadsl.model.ContentType;
import akka.http.javadsl.model.ContentTypes;
import akka.http.javadsl.model.HttpCharsets;
import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.model.MediaTypes;
import akka.util.ByteString;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.introspect.AnnotatedMember;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import waitingroom.http.route.Answers;
import waitingroom.http.route.Exchange;
import waitingroom.http.route.HttpRefusal;

/** Tables as CSV (RFC 4180) with a line of headings; lists in a document have no column. */
public final class Csv {
  private static final String STARTS_A_FORMULA = "=+-@\t\r";
  private static final ContentType TYPE =
      ContentTypes.create(MediaTypes.TEXT_CSV, HttpCharsets.UTF_8);
  private static final CsvMapper MAPPER =
      CsvMapper.csvBuilder()
          .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
          .addModule(new SimpleModule().addSerializer(new Texts()))
          .annotationIntrospector(new WithoutLists())
          .build();

  private Csv() {}

  /** Leaves lists out: they do not fit one column. */
  private static final class WithoutLists extends JacksonAnnotationIntrospector {
    private static final long serialVersionUID = 1L;

    @Override
    public boolean hasIgnoreMarker(AnnotatedMember member) {
      return member.getRawType().equals(List.class) || super.hasIgnoreMarker(member);
    }
  }

  /** Puts an apostrophe before a text that a spreadsheet would take for a formula. */
  private static final class Texts extends StdSerializer<String> {
    private static final long serialVersionUID = 1L;

    Texts() {
      super(String.class);
    }

    @Override
    public void serialize(String text, JsonGenerator out, SerializerProvider provider)
        throws IOException {
      boolean formula = !text.isEmpty() && STARTS_A_FORMULA.indexOf(text.charAt(0)) >= 0;
      out.writeString(formula ? "'" + text : text);
    }
  }

  /**
   * Tells whether the request asks for CSV: {@code ?format=csv}, else the header {@code Accept}.
   */
  public static boolean wanted(Exchange exchange) {
    String format = exchange.query("format").orElse("");
    return switch (format) {
      case "csv" -> true;
      case "json" -> false;
      case "" -> exchange.header("Accept").filter(types -> types.contains("text/csv")).isPresent();
      default -> throw HttpRefusal.badRequest("format must be json or csv");
    };
  }

  /** 200 with those rows. */
  public static <T> HttpResponse answer(Class<T> type, List<T> rows) {
    return HttpResponse.create()
        .addHeader(Answers.NO_STORE)
        .withEntity(akka.http.javadsl.model.HttpEntities.create(TYPE, bytes(type, rows)));
  }

  static <T> ByteString bytes(Class<T> type, List<T> rows) {
    try {
      CsvSchema schema = MAPPER.schemaFor(type).withHeader();
      String text = MAPPER.writer(schema).writeValueAsString(rows);
      return ByteString.fromArrayUnsafe(text.getBytes(StandardCharsets.UTF_8));
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }
}
