using RemoteDev.Gateway.Tests.Doors.Ssh.Ide;

namespace RemoteDev.Gateway.Tests.Identify.OpenId.Node;

/// <summary>A test with npm's oidc-provider. Where it is not installed the test is reported as skipped.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class OpenIdFactAttribute : FactAttribute
{
    public OpenIdFactAttribute() => Skip = File.Exists(IdeParts.Node) && Directory.Exists(Path.Combine(IdeParts.OpenId, "node_modules", "oidc-provider"))
        ? null
        : "npm's oidc-provider is not installed; deploy/test installs it.";
}
