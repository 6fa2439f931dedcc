using RemoteDev.Gateway.Console.Access;
using RemoteDev.Gateway.Console.Forms;
using RemoteDev.Gateway.Console.Layout;

namespace RemoteDev.Gateway.Console.Pages.Policy;

/// <summary>
/// A page about the policy: knows which steps to offer to its viewer. Offering is not permitting; every step is judged when it is taken.
/// </summary>
internal abstract class PolicyAreaPage(TimeProvider clock) : ConsolePage(clock)
{
    public FormFaults Faults { get; } = new();

    public bool MayWrite => Viewer.May(ConsoleAction.EditPolicy);

    public bool MayApprove => Viewer.May(ConsoleAction.ApprovePolicy);

    /// <summary>A replay says what people did, so it is for those who may read the trace.</summary>
    public bool MayReplay => Viewer.May(ConsoleAction.ReadTrace);
}
