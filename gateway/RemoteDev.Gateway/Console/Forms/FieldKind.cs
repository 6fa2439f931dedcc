namespace RemoteDev.Gateway.Console.Forms;

/// <summary>How a field is filled in.</summary>
internal enum FieldKind
{
    Text = 0,
    Lines,
    Select,
    Checks,
    ReadOnly,
}
