using RemoteDev.Gateway.Catalog.Entries;

namespace RemoteDev.Gateway.Catalog.Provisioning;

/// <summary>What came of a provider's word.</summary>
internal abstract record ProvisionOutcome
{
    private ProvisionOutcome()
    {
    }

    /// <summary>The catalogue has the person as they are here.</summary>
    /// <param name="Created">The person is new.</param>
    /// <param name="Changed">Something changed, and is in the trace.</param>
    public sealed record Done(PersonEntry Person, bool Created, bool Changed) : ProvisionOutcome;

    /// <summary>Nothing changed.</summary>
    /// <param name="Message">For the person or the directory, in plain words.</param>
    public sealed record Refused(ProvisionFault Fault, string Message) : ProvisionOutcome;
}
