package waitingroom.http.oidc;

import waitingroom.oidc.AuthorizationCode;
import waitingroom.oidc.AuthorizationRequest;
import waitingroom.oidc.Clients;
import waitingroom.oidc.OidcSettings;
import waitingroom.oidc.Sealed;
import waitingroom.oidc.SignedInPlace;
import waitingroom.oidc.SpentCodes;
import waitingroom.oidc.Subjects;

/** Dependencies of the OpenID provider alone. */
public record OpenIdServices(
    OidcSettings settings,
    Clients clients,
    SpentCodes spentCodes,
    Sealed<AuthorizationRequest> requests,
    Sealed<AuthorizationCode> codes,
    Sealed<SignedInPlace> places,
    Subjects subjects) {}
