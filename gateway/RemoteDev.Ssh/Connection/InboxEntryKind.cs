namespace RemoteDev.Ssh.Connection;

internal enum InboxEntryKind
{
    None = 0,
    Data,
    Request,
    Eof,
    Close,
}
