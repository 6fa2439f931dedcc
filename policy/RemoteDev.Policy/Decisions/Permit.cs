using NodaTime;
using RemoteDev.Cedar;
using RemoteDev.Policy.Obligations;

namespace RemoteDev.Policy.Decisions;

/// <summary>
/// A yes: proof that policy permitted this principal this action on this resource with a second factor behind it. Only
/// <see cref="PolicyEngine"/> can make one, and it makes none without all of that.
/// </summary>
public sealed class Permit
{
    internal Permit(
        DecisionRequest request, ObligationSet obligations, IReadOnlyList<string> policyIds, string bundleVersion)
    {
        (Principal, Action, Resource) = (request.Principal, request.Action, request.Resource);
        (Obligations, PolicyIds, BundleVersion, DecidedAt) = (obligations, policyIds, bundleVersion, request.Context.Now);
    }

    /// <summary>Who.</summary>
    public EntityUid Principal { get; }

    /// <summary>Does what.</summary>
    public EntityUid Action { get; }

    /// <summary>On what.</summary>
    public EntityUid Resource { get; }

    /// <summary>What the permit obliges to: the strictest of the policies that permit.</summary>
    public ObligationSet Obligations { get; }

    /// <summary>The policies that permit, by <c>@id</c>.</summary>
    public IReadOnlyList<string> PolicyIds { get; }

    /// <summary>The <see cref="PolicyBundle.Version"/> that decided.</summary>
    public string BundleVersion { get; }

    /// <summary>The instant the decision was for.</summary>
    public Instant DecidedAt { get; }
}
