using RemoteDev.Policy.Windows;

namespace RemoteDev.Gateway.Authorize.Decisions;

/// <summary>The rules and the open windows as they stand between two changes. Two decisions under one moment differ only by time passed.</summary>
internal sealed record PolicyMoment(Rules Rules, OpenWindows Windows);
