using RemoteDev.Policy.Explaining;

namespace RemoteDev.Gateway.Console.Api;

/// <summary>A policy around a denial.</summary>
/// <param name="Policy">Its id.</param>
/// <param name="Obstacles">Of a permit all that it lacks; of a forbid the ways in which it would cease, any one of which is enough.</param>
/// <param name="At">When waiting is part of it: until when.</param>
internal sealed record PolicyNearby(string Policy, IReadOnlyList<string> Obstacles, DateTimeOffset? At)
{
    public static PolicyNearby Of(NearPolicy near) => new(near.Id, near.Words, near.At?.ToDateTimeOffset());
}
