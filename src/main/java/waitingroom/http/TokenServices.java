package waitingroom.http;

import java.util.concurrent.Executor;
import waitingroom.authorizer.AuthorizerSettings;
import waitingroom.http.oidc.OpenIdServices;
import waitingroom.token.SigningKeys;

/** Signing and checking of tokens, and the OpenID provider that hands them out. */
public record TokenServices(
    SigningKeys keys, Executor signers, AuthorizerSettings authorizer, OpenIdServices openId) {}
