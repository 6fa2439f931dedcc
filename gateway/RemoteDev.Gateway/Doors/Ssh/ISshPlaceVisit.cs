using RemoteDev.Ssh;

namespace RemoteDev.Gateway.Doors.Ssh;

/// <summary>What an authenticated connection does at its place: an environment, or the gateway itself.</summary>
internal interface ISshPlaceVisit : ISshConnectionHandler, IAsyncDisposable;
