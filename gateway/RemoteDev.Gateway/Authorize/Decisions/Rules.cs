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

    private Rules(CatalogSnapshot catalog)
    {
        Catalog = catalog;
        _engine = new PolicyEngine(catalog.Bundle);
    }

    public CatalogSnapshot Catalog { get; }

    /// <summary>The catalogue as policy sees it; also what pages preview with.</summary>
    public PolicyWorld World => Catalog.World;

    public PolicyBundle Bundle => _engine.Bundle;

    public IEnumerable<WindowDefinition> Windows => World.Facts.Windows;

    /// <summary>The snapshot's own policy and world: what was checked when it was saved is what judges.</summary>
    public static Rules From(CatalogSnapshot catalog) => new(catalog);

    /// <summary>Policy's answer to a question at a time, with the windows that are open then.</summary>
    public Verdict Judge(in Question question, OpenWindows windows, DateTimeOffset now)
    {
        var context = new DecisionContext
        {
            Now = Instant.FromDateTimeOffset(now),
            Windows = windows,
            Mfa = question.Mfa is { } mfa ? new MfaEvidence(now - mfa.At, mfa.Method) : null,
            Source = question.Source,
            Origin = question.Origin == RequestOrigin.Inside ? Origin.Inside : Origin.Outside,
            Protocol = question.Detail.Protocol,
            Port = question.Detail.Port,
        };
        return _engine.Judge(World, new DecisionRequest(Uids.User(question.Login), question.Action, question.Resource, context));
    }
}
