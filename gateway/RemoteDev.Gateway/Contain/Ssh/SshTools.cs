using RemoteDev.Gateway.Contain.Egress;
using RemoteDev.Gateway.Trace;
using RemoteDev.Gateway.Trace.Recordings;

namespace RemoteDev.Gateway.Contain.Ssh;

/// <summary>What containing SSH takes beside the connection itself.</summary>
internal sealed record SshTools(EgressLedger Ledger, TraceRoom Trace, RecordingShelf Shelf, TimeProvider Clock);
