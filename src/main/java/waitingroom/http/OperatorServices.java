package waitingroom.http;

import waitingroom.access.Authenticator;
import waitingroom.access.signin.SignIn;
import waitingroom.audit.AuditTrail;

/** Access of operators, and the trail of what they change. */
public record OperatorServices(Authenticator authenticator, SignIn signIn, AuditTrail audit) {}
