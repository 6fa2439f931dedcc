using RemoteDev.Policy.Obligations;

namespace RemoteDev.Policy.Surveying;

/// <summary>
/// What policies say to a request before a second factor and consents are asked for, which are obligations here. Compared by reference:
/// equal outcomes of one survey are the same object.
/// </summary>
/// <param name="Obligations">What a permit obliges to; null is a denial.</param>
/// <param name="PolicyIds">The policies that permit or forbid.</param>
internal sealed record Outcome(ObligationSet? Obligations, IReadOnlyList<string> PolicyIds)
{
    public bool IsAllowed => Obligations is not null;
}
