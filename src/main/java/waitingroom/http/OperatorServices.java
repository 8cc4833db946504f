package waitingroom.http;

import waitingroom.access.Authenticator;
import waitingroom.access.signin.SignIn;
import waitingroom.audit.AuditTrail;
import waitingroom.http.admin.AuditRecorder;
import waitingroom.store.FormatRegister;

/**
 * Access of operators, the trail of what they change, and the format that they raise.
 *
 * @param recorder writes the {@code audit}
 */
public record OperatorServices(
    Authenticator authenticator,
    SignIn signIn,
    AuditTrail audit,
    AuditRecorder recorder,
    FormatRegister format) {}
