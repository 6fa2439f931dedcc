using RemoteDev.Cedar;
using RemoteDev.Gateway.Journey;

namespace RemoteDev.Gateway.Authorize.Live;

/// <summary>The action and place that a whole session was opened for.</summary>
internal sealed record SessionBasis(EntityUid Action, EntityUid Resource, AccessDetail Detail);
