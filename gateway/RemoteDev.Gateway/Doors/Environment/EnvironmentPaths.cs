namespace RemoteDev.Gateway.Doors.Environment;

/// <summary>Paths of an environment's origin that are the gateway's own and are never forwarded.</summary>
internal static class EnvironmentPaths
{
    public const string Own = "/.remotedev/";
    public const string Start = Own + "start";
    public const string Enter = Own + "enter";
    public const string Script = Own + "session.js";
    public const string Events = Own + "session/events";
    public const string State = Own + "session/state";
    public const string Activity = Own + "session/activity";
}
