using RemoteDev.Gateway.Authorize;
using RemoteDev.Gateway.Authorize.Live;
using RemoteDev.Gateway.Catalog;
using RemoteDev.Gateway.Contain.Ssh;
using RemoteDev.Gateway.Contain.Ssh.Connectors;
using RemoteDev.Gateway.Identify.Authorities;
using RemoteDev.Gateway.Identify.Connectors;
using RemoteDev.Gateway.Identify.Sessions;
using RemoteDev.Gateway.Identify.SshKeys;
using RemoteDev.Gateway.StepUp;
using RemoteDev.Gateway.StepUp.Ssh;

namespace RemoteDev.Gateway.Doors.Ssh;

/// <summary>The rooms that every connection at the SSH door walks through.</summary>
internal sealed record SshDoorRooms(
    SshSignIns SignIns,
    ConnectorKeys Connectors,
    SignInSessions Sessions,
    SshStepUp StepUp,
    SshConfirmation Confirmation,
    StepUpRoom StepUpRoom,
    AuthorizeRoom Authorize,
    LiveSessions Live,
    CatalogRoom Catalog,
    SshContainment Contain,
    SshTargets Targets,
    LiveConnectors LiveConnectors,
    SshAuthorities Authorities,
    SshTrace Trace,
    GatewayOrigins Origins,
    TimeProvider Clock,
    ILogger<SshDoor> Log);
