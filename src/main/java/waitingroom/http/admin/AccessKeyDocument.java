package waitingroom.http.admin;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import waitingroom.access.KnownKeys.FileKey;
import waitingroom.access.Role;
import waitingroom.access.RunTimeKey;
import waitingroom.access.RunTimeKey.Revocation;

/**
 * An access key as the API shows it, without its secret.
 *
 * @param source {@code file} or {@code table}; a key of the file has no {@code created} and {@code
 *     revoked} members
 * @param createdAt RFC 3339, as {@code revokedAt}
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record AccessKeyDocument(
    @JsonProperty("key_id") String keyId,
    String name,
    String role,
    String source,
    @JsonProperty("created_at") @Nullable String createdAt,
    @JsonProperty("created_by") @Nullable String createdBy,
    @JsonProperty("revoked_at") @Nullable String revokedAt,
    @JsonProperty("revoked_by") @Nullable String revokedBy) {

  /**
   * A new key: the only time that its secret is shown.
   *
   * @param bearerToken the same key as a bearer token
   */
  record New(
      @JsonUnwrapped AccessKeyDocument key,
      @JsonProperty("secret_access_key") String secretAccessKey,
      @JsonProperty("bearer_token") String bearerToken) {

    static New of(RunTimeKey key) {
      return new New(
          AccessKeyDocument.of(key), key.secret().orElseThrow(), key.bearerToken().orElseThrow());
    }
  }

  static AccessKeyDocument of(FileKey key) {
    return new AccessKeyDocument(
        key.id(),
        key.principal().name(),
        text(key.principal().role()),
        "file",
        null,
        null,
        null,
        null);
  }

  static AccessKeyDocument of(RunTimeKey key) {
    Revocation revocation = key.revocation().orElse(null);
    return new AccessKeyDocument(
        key.id(),
        key.name(),
        text(key.role()),
        "table",
        key.createdAt().toString(),
        key.createdBy(),
        revocation == null ? null : revocation.at().toString(),
        revocation == null ? null : revocation.by());
  }

  private static String text(Role role) {
    return role.name().toLowerCase(Locale.ROOT);
  }
}
