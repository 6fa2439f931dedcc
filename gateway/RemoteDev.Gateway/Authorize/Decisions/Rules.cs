using NodaTime;
using RemoteDev.Gateway.Catalog;
using RemoteDev.Gateway.Journey;
using RemoteDev.Policy.Decisions;
using RemoteDev.Policy.Vocabulary;
using RemoteDev.Policy.Windows;
using RemoteDev.Policy.World;

namespace RemoteDev.Gateway.Authorize.Decisions;

/// <summary>One version of catalogue and policy, ready to judge by. Immutable; an edit makes another.</summary>
internal sealed class Rules
{
    private readonly PolicyEngine _engine;

    private Rules(CatalogSnapshot catalog, Surroundings surroundings)
    {
        (Catalog, Surroundings) = (catalog, surroundings);
        _engine = new PolicyEngine(catalog.Bundle);
    }

    public CatalogSnapshot Catalog { get; }

    /// <summary>Countries and devices; what they say is asked for every decision, and may differ while the rules are the same.</summary>
    public Surroundings Surroundings { get; }

    /// <summary>The catalogue as policy sees it; also what pages preview with.</summary>
    public PolicyWorld World => Catalog.World;

    public PolicyBundle Bundle => _engine.Bundle;

    public IEnumerable<WindowDefinition> Windows => World.Facts.Windows;

    /// <summary>The snapshot's own policy and world: what was checked when it was saved is what judges.</summary>
    public static Rules From(CatalogSnapshot catalog, Surroundings surroundings) => new(catalog, surroundings);

    /// <summary>Policy's answer to a question at a time, with the windows that are open then.</summary>
    public Verdict Judge(in Question question, OpenWindows windows, DateTimeOffset now)
    {
        var device = Surroundings.Of(question.Device, now);
        var context = new DecisionContext
        {
            Now = Instant.FromDateTimeOffset(now),
            Windows = windows,
            Mfa = question.Mfa is { } mfa ? new MfaEvidence(now - mfa.At, mfa.Method) : null,
            Source = question.Source,
            Networks = Catalog.NetworkIndex.NamesOf(question.Source),
            Country = Surroundings.CountryOf(question.Source),
            DeviceCertificate = device.IsProven,
            DeviceManaged = device.IsManaged,
            Origin = question.Origin == RequestOrigin.Inside ? Origin.Inside : Origin.Outside,
            Protocol = question.Detail.Protocol,
            Port = question.Detail.Port,
        };
        return _engine.Judge(World, new DecisionRequest(Uids.Principal(question.Login), question.Action, question.Resource, context));
    }
}
