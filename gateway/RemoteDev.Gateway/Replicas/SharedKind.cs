namespace RemoteDev.Gateway.Replicas;

/// <summary>
/// What a shared entry is. Each kind has names and a bound of its own, so that a flood of one can neither be taken for another nor push it
/// out. The list is closed.
/// </summary>
internal sealed class SharedKind
{
    /// <summary>Sign-ins by the hash of their cookie.</summary>
    public static readonly SharedKind SignIn = new("sign-in", 100_000);

    /// <summary>Sign-ins over SSH that wait for their person to approve them, by the hash of the link's code.</summary>
    public static readonly SharedKind SshApproval = new("ssh-approval", 1000);

    /// <summary>
    /// Machines that wait for a person to sign in for them, by the hash of their own code. Strangers make them, a kilobyte or two each: 40 MB
    /// when all are there, for ten minutes.
    /// </summary>
    public static readonly SharedKind DeviceAuthorization = new("device-authorization", 20_000);

    /// <summary>Answers of OpenID Providers that came back already.</summary>
    public static readonly SharedKind OpenIdState = new("openid-state", 100_000);

    /// <summary>What a provider gave with a sign-in, by the sign-in's public identifier.</summary>
    public static readonly SharedKind OpenIdGrant = new("openid-grant", 100_000);

    /// <summary>Logout tokens that providers sent already.</summary>
    public static readonly SharedKind OpenIdLogout = new("openid-logout", 100_000);

    /// <summary>Challenges to passkeys of whoever asked, by the hash of the cookie of the browser they were given to.</summary>
    public static readonly SharedKind PasskeySignIn = new("passkey-sign-in", 20_000);

    /// <summary>Challenges to passkeys of somebody who is known, or invited: a flood of strangers takes no room from them.</summary>
    public static readonly SharedKind PasskeyCeremony = new("passkey-ceremony", 20_000);

    /// <summary>Enrolments that have begun, by the hash of the cookie of the browser they began in.</summary>
    public static readonly SharedKind Enrolment = new("enrolment", 1000);

    private SharedKind(string name, int max) => (Name, Max) = (name, max);

    /// <summary>The word that stands in keys.</summary>
    public string Name { get; }

    /// <summary>How many there may be at once.</summary>
    public int Max { get; }

    public override string ToString() => Name;
}
