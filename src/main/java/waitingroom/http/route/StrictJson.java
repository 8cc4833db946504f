package waitingroom.http.route;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.InputCoercionException;
import com.fasterxml.jackson.databind.BeanDescription;
import com.fasterxml.jackson.databind.DeserializationConfig;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.cfg.MutableCoercionConfig;
import com.fasterxml.jackson.databind.deser.BeanDeserializerModifier;
import com.fasterxml.jackson.databind.deser.std.DelegatingDeserializer;
import com.fasterxml.jackson.databind.exc.InvalidTypeIdException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.AnnotatedMember;
import com.fasterxml.jackson.databind.introspect.AnnotatedParameter;
import com.fasterxml.jackson.databind.introspect.BeanPropertyDefinition;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.type.LogicalType;
import java.io.IOException;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.lang.reflect.Executable;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Reads JSON bodies into records. Strict: an unknown member, a value of another type, and a missing
 * or null member that is not {@link Nullable} are answered with 400, which names the member and
 * what it must be. Values are never repeated: they may be secrets. A constructor may refuse more,
 * with {@link HttpRefusal} or with an {@link IllegalArgumentException} that has a sentence.
 */
public final class StrictJson {
  static final JsonMapper MAPPER =
      JsonMapper.builder()
          .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
          .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .enable(DeserializationFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
          .withCoercionConfigDefaults(config -> config.setAcceptBlankAsEmpty(false))
          .withCoercionConfig(LogicalType.Textual, StrictJson::onlyStrings)
          .addModule(new SimpleModule().setDeserializerModifier(new ExactEnums()))
          .annotationIntrospector(new Requirements())
          .build();

  /** The members of records, which Jackson would look up for each body. */
  private static final ClassValue<List<BeanPropertyDefinition>> PROPERTIES =
      new ClassValue<>() {
        @Override
        protected List<BeanPropertyDefinition> computeValue(Class<?> type) {
          return MAPPER
              .getDeserializationConfig()
              .introspect(MAPPER.constructType(type))
              .findProperties();
        }
      };

  private StrictJson() {}

  /** A member that may be missing, but not null. */
  @Retention(RetentionPolicy.RUNTIME)
  @Target(ElementType.PARAMETER)
  public @interface NeverNull {}

  private static void onlyStrings(MutableCoercionConfig config) {
    config
        .setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
        .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
        .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail);
  }

  /** Takes the names of enums to the letter; Jackson would also take them between spaces. */
  private static final class ExactEnums extends BeanDeserializerModifier {
    private static final long serialVersionUID = 1L;

    @Override
    public JsonDeserializer<?> modifyEnumDeserializer(
        DeserializationConfig config,
        JavaType type,
        BeanDescription description,
        JsonDeserializer<?> deserializer) {
      return new ExactEnum(deserializer);
    }
  }

  private static final class ExactEnum extends DelegatingDeserializer {
    private static final long serialVersionUID = 1L;

    ExactEnum(JsonDeserializer<?> names) {
      super(names);
    }

    @Override
    protected JsonDeserializer<?> newDelegatingInstance(JsonDeserializer<?> names) {
      return new ExactEnum(names);
    }

    @Override
    public @Nullable Object deserialize(JsonParser parser, DeserializationContext context)
        throws IOException {
      String text = parser.getValueAsString("");
      return text.equals(text.trim())
          ? super.deserialize(parser, context)
          : context.handleWeirdStringValue(handledType(), text, "has white space around it");
    }
  }

  /** Requires each parameter of a constructor that is not {@link Nullable}. */
  private static final class Requirements extends JacksonAnnotationIntrospector {
    private static final long serialVersionUID = 1L;

    @Override
    public @Nullable Boolean hasRequiredMarker(AnnotatedMember member) {
      return required(member) ? Boolean.TRUE : super.hasRequiredMarker(member);
    }

    @Override
    public JsonSetter.Value findSetterInfo(Annotated annotated) {
      return required(annotated)
          ? JsonSetter.Value.construct(Nulls.FAIL, Nulls.FAIL)
          : super.findSetterInfo(annotated).withContentNulls(Nulls.FAIL);
    }

    private static boolean required(Annotated annotated) {
      return annotated instanceof AnnotatedParameter parameter
          && parameter.getOwner().getAnnotated() instanceof Executable creator
          && !creator.getAnnotatedParameterTypes()[parameter.getIndex()].isAnnotationPresent(
              Nullable.class);
    }
  }

  /** The record in a body. */
  public static <T> T read(byte[] body, Class<T> type) {
    return read(
        Json.object(body)
            .orElseThrow(
                () -> HttpRefusal.badRequest("The body must be a JSON object with " + names(type))),
        type);
  }

  /** The record in an object that is part of a body. */
  public static <T> T read(JsonNode object, Class<T> type) {
    refuseUnknown(object, type);
    return read(object, type, "member");
  }

  /**
   * Likewise.
   *
   * @param noun for a member in the text of a refusal
   */
  static <T> T read(JsonNode object, Class<T> type, String noun) {
    try {
      return MAPPER.treeToValue(object, type);
    } catch (JsonMappingException wrong) {
      throw wrong.getCause() instanceof HttpRefusal own
          ? own
          : HttpRefusal.badRequest(explanation(wrong, noun));
    } catch (JsonProcessingException wrong) {
      throw HttpRefusal.badRequest("The body must be a JSON object");
    }
  }

  /** Jackson would name a missing member first, which may be this one, misspelt. */
  private static void refuseUnknown(JsonNode object, Class<?> type) {
    List<BeanPropertyDefinition> known = properties(type);
    boolean others = type.isAnnotationPresent(JsonIgnoreProperties.class);
    for (Map.Entry<String, JsonNode> member : object.properties()) {
      Optional<BeanPropertyDefinition> found =
          known.stream().filter(one -> one.getName().equals(member.getKey())).findAny();
      if (found.isEmpty() && !others) {
        throw HttpRefusal.badRequest("There is no member " + Json.quoted(member.getKey()));
      }
      if (member.getValue().isNull() && found.filter(StrictJson::neverNull).isPresent()) {
        throw HttpRefusal.badRequest("The member " + member.getKey() + " must not be null");
      }
    }
  }

  private static boolean neverNull(BeanPropertyDefinition property) {
    return property.hasConstructorParameter()
        && property.getConstructorParameter().hasAnnotation(NeverNull.class);
  }

  private static List<BeanPropertyDefinition> properties(Class<?> type) {
    return PROPERTIES.get(type);
  }

  private static String names(Class<?> type) {
    return properties(type).stream()
        .map(BeanPropertyDefinition::getName)
        .collect(Collectors.joining(", "));
  }

  private static String explanation(JsonMappingException wrong, String noun) {
    if (wrong.getCause() instanceof IllegalArgumentException rule) {
      return String.valueOf(rule.getMessage());
    }
    String path = path(wrong);
    if (wrong instanceof UnrecognizedPropertyException) {
      return "There is no " + noun + " " + Json.quoted(path);
    }
    if (wrong instanceof InvalidTypeIdException unknown) {
      Class<?> base = unknown.getBaseType().getRawClass();
      return "The %s %s must be %s".formatted(noun, path + "." + kind(base), kinds(base));
    }
    return "The %s %s must be %s".formatted(noun, path, expected(target(wrong)));
  }

  private static String path(JsonMappingException wrong) {
    StringBuilder path = new StringBuilder();
    for (JsonMappingException.Reference step : wrong.getPath()) {
      if (step.getFieldName() == null) {
        path.append('[').append(step.getIndex()).append(']');
      } else {
        path.append(path.isEmpty() ? "" : ".").append(step.getFieldName());
      }
    }
    return path.toString();
  }

  private static Class<?> target(JsonMappingException wrong) {
    Class<?> target = null;
    if (wrong instanceof MismatchedInputException mismatch) {
      target = mismatch.getTargetType();
    } else if (wrong.getCause() instanceof InputCoercionException tooLarge) {
      target = tooLarge.getTargetType();
    }
    return target == null ? Object.class : target;
  }

  private static String expected(Class<?> type) {
    if (type == String.class) {
      return "a string";
    }
    if (type == boolean.class || type == Boolean.class) {
      return "true or false";
    }
    if (type == double.class || type == Double.class) {
      return "a number";
    }
    if (type.isPrimitive() || Number.class.isAssignableFrom(type)) {
      return "a whole number";
    }
    if (type.isEnum()) {
      return oneOf(
          Arrays.stream(type.getEnumConstants())
              .map(constant -> Json.MAPPER.valueToTree(constant).asText())
              .toList());
    }
    return Collection.class.isAssignableFrom(type) ? "an array" : "an object";
  }

  private static String kind(Class<?> base) {
    return base.getAnnotation(JsonTypeInfo.class).property();
  }

  private static String kinds(Class<?> base) {
    return oneOf(
        Arrays.stream(base.getAnnotation(JsonSubTypes.class).value())
            .map(JsonSubTypes.Type::name)
            .toList());
  }

  /** As in {@code a, b or c}. */
  private static String oneOf(List<String> names) {
    int last = names.size() - 1;
    return last == 0
        ? names.get(0)
        : names.stream().limit(last).collect(Collectors.joining(", ")) + " or " + names.get(last);
  }
}
