using RemoteDev.Gateway.StepUp.Ssh;
using RemoteDev.Gateway.Tests.Identify;

namespace RemoteDev.Gateway.Tests.StepUp.Ssh;

/// <summary>What tests of one person's SSH sign-ins stand on: a house in which Ada is enrolled, with a key, and everything that listens listens.</summary>
public abstract class SshPersonTests : IAsyncLifetime
{
    private protected IdentifyHouse House { get; private set; } = null!;

    private protected SshPerson Ada { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        House = await IdentifyHouse.OpenAsync();
        Ada = await SshPerson.EnrolAsync(House, "ada");

        // The gateway's SSH door makes it when it starts; what it must hear happens before a test first asks for it.
        House.Get<SshFactors>();
    }

    public virtual async Task DisposeAsync()
    {
        Ada.Dispose();
        await House.DisposeAsync();
    }
}
