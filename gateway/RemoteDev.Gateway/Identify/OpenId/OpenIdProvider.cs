using RemoteDev.Gateway.Identify.OpenId.Attempts;
using RemoteDev.Gateway.Identify.OpenId.Grants;
using RemoteDev.Gateway.Identify.OpenId.Tokens;
using RemoteDev.Gateway.Identify.OpenId.Wire;
using RemoteDev.Gateway.Journey;

namespace RemoteDev.Gateway.Identify.OpenId;

/// <summary>
/// One OpenID Provider: begins sign-ins, checks what comes back, asks again. Says whom the provider vouches for; whether that is
/// somebody here is for others to say.
/// </summary>
internal sealed class OpenIdProvider : IDisposable
{
    /// <summary>Longer hints are left out, for not every server takes an address of that length.</summary>
    private const int MaxHint = 4096;

    private readonly OpenIdProviderOptions _options;
    private readonly ClientProof _proof;
    private readonly ProviderWire _wire;
    private readonly ProviderMetadata _metadata;
    private readonly TokenEndpoint _tokenEndpoint;
    private readonly UserInfoEndpoint _userInfo;
    private readonly IdTokenCheck _idTokens;
    private readonly TimeProvider _clock;
    private readonly string _portal;

    public OpenIdProvider(string name, OpenIdProviderOptions options, string portal, IOutboundHttp outbound, TimeProvider clock)
    {
        (Name, _options, _portal, _clock) = (name, options, portal, clock);
        Paths = OpenIdPaths.Of(name, options);
        _proof = ClientProof.Read(options);
        _wire = new ProviderWire(outbound, options);
        _metadata = new ProviderMetadata(_wire, options, clock);
        _tokenEndpoint = new TokenEndpoint(_wire, new ClientAuthentication(options, _proof, clock));
        _userInfo = new UserInfoEndpoint(_wire);
        Tokens = new SignedTokens(name, options, _metadata, clock);
        _idTokens = new IdTokenCheck(name, options, Tokens, clock);
    }

    public string Name { get; }

    public OpenIdProviderOptions Options => _options;

    public OpenIdPaths Paths { get; }

    public SignedTokens Tokens { get; }

    private string RedirectUri => _portal + Paths.Callback;

    /// <summary>Where the browser is sent, after the request was pushed where that is possible.</summary>
    /// <param name="goingTo">Where on the portal the person was going.</param>
    public Task<OpenIdStep<BegunSignIn>> BeginAsync(string goingTo, CancellationToken cancellationToken) => BeginAsync(goingTo, null, cancellationToken);

    /// <summary>Where a browser that is signed in is sent for the provider to ask its person again.</summary>
    /// <inheritdoc cref="BeginAsync(string, CancellationToken)"/>
    public async Task<OpenIdStep<BegunSignIn>> BeginAsync(string goingTo, ConfirmationAsked? confirmation, CancellationToken cancellationToken)
    {
        if (!(await _metadata.GetAsync(cancellationToken)).Passed(out var document, out var fault))
        {
            return fault;
        }

        var attempt = SignInAttempt.New(Name, goingTo, _clock.GetUtcNow(), confirmation?.SignIn);
        var request = AuthorizationRequest.Of(_options, RedirectUri, attempt, confirmation);
        var offersPush = document.Said.PushedAuthorizationRequestEndpoint is { Length: > 0 };
        if (_options.PushedAuthorizationBehavior == PushedAuthorizationBehavior.Require && !offersPush)
        {
            return new OpenIdFault(OpenIdFaultKind.BadAnswer, "The provider offers no pushed requests, which are required of it.");
        }

        if (offersPush && _options.PushedAuthorizationBehavior != PushedAuthorizationBehavior.Disable)
        {
            if (!(await _tokenEndpoint.PushAsync(document, request, cancellationToken)).Passed(out var reference, out fault))
            {
                return fault;
            }

            request = new(StringComparer.Ordinal) { ["client_id"] = _options.ClientId, ["request_uri"] = reference };
        }

        return Address(document.Said.AuthorizationEndpoint, request) is { } goTo
            ? new BegunSignIn(goTo, attempt)
            : new OpenIdFault(OpenIdFaultKind.BadAnswer, "The provider's authorization_endpoint is no address that a browser may be sent to.");
    }

    /// <summary>Checks what the browser brought back for an attempt that was spent for it.</summary>
    public async Task<OpenIdStep<ProvenSignIn>> CompleteAsync(SignInAttempt attempt, CallbackAnswer answer, CancellationToken cancellationToken)
    {
        if (!(await _metadata.GetAsync(cancellationToken)).Passed(out var document, out var fault))
        {
            return fault;
        }

        // RFC 9207: the answer of another provider is not taken for this one's.
        if (answer.Issuer is { } issuer ? issuer != _options.Authority : document.Said.AuthorizationResponseIssParameterSupported)
        {
            return new OpenIdFault(OpenIdFaultKind.BadAnswer, $"The answer is of {OpenIdFault.Foreign(answer.Issuer ?? "nobody")} (iss), not of {Name}.");
        }

        if (answer.Error is { } error)
        {
            return Refused(error);
        }

        if (!(await _tokenEndpoint.ExchangeAsync(document, answer.Code!, attempt.Verifier, RedirectUri, cancellationToken)).Passed(out var tokens, out fault))
        {
            return fault;
        }

        return (await _idTokens.OfSignInAsync(tokens.IdToken, attempt, tokens.AccessToken, cancellationToken)).Passed(out var claims, out fault)
            && (await WithUserInfoAsync(document, claims.Text("sub")!, claims, tokens.AccessToken, cancellationToken)).Passed(out var identity, out fault)
                ? new ProvenSignIn(identity, tokens.IdToken!, tokens.RefreshToken)
                : fault;
    }

    /// <summary>Asks whether the sign-in still stands, and what is said of the person now (OpenID Connect Core 1.0, 12).</summary>
    public async Task<OpenIdStep<RefreshedGrant>> RefreshAsync(ProviderGrant grant, CancellationToken cancellationToken)
    {
        if (grant.RefreshToken is not { } refreshToken)
        {
            return new OpenIdFault(OpenIdFaultKind.GrantEnded, "There is nothing to ask with.");
        }

        if (!(await _metadata.GetAsync(cancellationToken)).Passed(out var document, out var fault)
            || !(await _tokenEndpoint.RefreshAsync(document, refreshToken, cancellationToken)).Passed(out var tokens, out fault))
        {
            return fault;
        }

        ClaimSet? claims = null;
        if (tokens.IdToken is { } idToken
            && !(await _idTokens.OfRefreshAsync(idToken, grant.Subject, tokens.AccessToken, cancellationToken)).Passed(out claims, out fault))
        {
            return fault;
        }

        return (await WithUserInfoAsync(document, grant.Subject, claims, tokens.AccessToken, cancellationToken)).Passed(out var identity, out fault)
            ? new RefreshedGrant(identity, tokens.IdToken, tokens.RefreshToken)
            : fault;
    }

    /// <summary>Where a browser signs out at the provider (OpenID Connect RP-Initiated Logout 1.0); null when it offers no such place, or does not answer.</summary>
    public async Task<Uri?> SignOutAddressAsync(string? idToken, CancellationToken cancellationToken)
    {
        if (!(await _metadata.GetAsync(cancellationToken)).Passed(out var document, out _) || document.Said.EndSessionEndpoint is not { Length: > 0 } endpoint)
        {
            return null;
        }

        var query = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["client_id"] = _options.ClientId, ["post_logout_redirect_uri"] = _portal + Paths.SignedOutCallback,
        };
        if (idToken is { Length: <= MaxHint })
        {
            query["id_token_hint"] = idToken;
        }

        return Address(endpoint, query);
    }

    public void Dispose()
    {
        _metadata.Dispose();
        _proof.Dispose();
    }

    private static OpenIdFault Refused(string error) => new(
        error switch
        {
            "access_denied" or "login_required" or "interaction_required" or "consent_required" or "account_selection_required" => OpenIdFaultKind.Cancelled,
            "temporarily_unavailable" or "server_error" => OpenIdFaultKind.Unreachable,
            "unauthorized_client" => OpenIdFaultKind.ClientRefused,
            _ => OpenIdFaultKind.BadAnswer,
        },
        $"The provider sent the browser back with {OpenIdFault.Foreign(error)}.");

    private Uri? Address(string? endpoint, IEnumerable<KeyValuePair<string, string>> query)
    {
        if (!_wire.MayGoTo(endpoint, out var uri))
        {
            return null;
        }

        var text = string.Join('&', query.Select(pair => $"{Uri.EscapeDataString(pair.Key)}={Uri.EscapeDataString(pair.Value)}"));
        return new Uri(uri.Query.Length > 1 ? $"{uri.AbsoluteUri}&{text}" : $"{uri.GetLeftPart(UriPartial.Path)}?{text}");
    }

    private async Task<OpenIdStep<ProviderIdentity>> WithUserInfoAsync(
        ProviderDocument document, string subject, ClaimSet? claims, string accessToken, CancellationToken cancellationToken)
    {
        if (!_options.GetClaimsFromUserInfoEndpoint || document.Said.UserInfoEndpoint is not { Length: > 0 })
        {
            return new ProviderIdentity(Name, subject, claims, null);
        }

        return (await _userInfo.AskAsync(document, accessToken, subject, cancellationToken)).Passed(out var more, out var fault)
            ? new ProviderIdentity(Name, subject, claims, more)
            : fault;
    }
}
