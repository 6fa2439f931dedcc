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

    private Rules(CatalogSnapshot catalog, PolicyWorld world, PolicyBundle bundle)
    {
        Catalog = catalog;
        World = world;
        _engine = new PolicyEngine(bundle);
    }

    public CatalogSnapshot Catalog { get; }

    /// <summary>The catalogue as policy sees it; also what pages preview with.</summary>
    public PolicyWorld World { get; }

    public PolicyBundle Bundle => _engine.Bundle;

    public IEnumerable<WindowDefinition> Windows => World.Facts.Windows;

    /// <summary>
    /// A policy that is missing, or does not load any more, is the empty policy: it denies everything. The catalogue checks a
    /// policy before it is saved and says loudly when a stored one fails, so names are not checked a second time here: a policy
    /// outlives a name it mentions.
    /// </summary>
    public static Rules From(CatalogSnapshot catalog)
    {
        var bundle = catalog.Policy is { } policy ? PolicyBundle.Load("policy.cedar", policy.Text, names: null).Bundle : null;
        return new Rules(catalog, PolicyWorld.Of(CatalogFacts.Of(catalog)), bundle ?? PolicyBundle.Empty);
    }

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
