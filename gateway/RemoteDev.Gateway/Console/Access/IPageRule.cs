namespace RemoteDev.Gateway.Console.Access;

/// <summary>
/// Says to whom an endpoint of the portal opens. An endpoint without a rule does not open (<see cref="ConsoleDoor"/>), so a
/// forgotten rule is a closed page and not an open one.
/// </summary>
internal interface IPageRule
{
    /// <summary>True for the few pages that people without a sign-in must reach: sign-in itself, enrolment, errors, assets.</summary>
    bool Public { get; }

    /// <summary>The administrative action policy must permit, or null when a sign-in with a second factor is enough.</summary>
    string? Action { get; }

    /// <summary>Whether unsafe requests of others than our own pages are taken: they carry their own proof, and no cookie counts for them.</summary>
    bool FromElsewhere => false;

    /// <summary>A second action that opens it as well, for what both the writers and the approvers of something must see.</summary>
    string? OrAction => null;
}
