using System.Reflection;
using System.Reflection.Emit;
using System.Security.Cryptography;
using RemoteDev.Gateway.Identify.OpenId.Attempts;
using RemoteDev.Gateway.Identify.OpenId.Tokens;
using RemoteDev.Gateway.Identify.Sessions;
using RemoteDev.Gateway.StepUp.Totp;

namespace RemoteDev.Gateway.Tests.Identify;

// TS-2025-003: how long a comparison with a secret takes tells nothing of the secret. Read from what was compiled, for no clock is fine enough.
public sealed class ConstantTimeTests
{
    private const BindingFlags All = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static | BindingFlags.Instance;

    private static readonly Dictionary<short, OpCode> Codes = typeof(OpCodes).GetFields(BindingFlags.Public | BindingFlags.Static)
        .Select(field => (OpCode)field.GetValue(null)!).ToDictionary(code => code.Value);

    [Theory]
    [InlineData(typeof(SignInAttempt), nameof(SignInAttempt.IsState))]
    [InlineData(typeof(IdTokenCheck), "Same")]
    [InlineData(typeof(TotpCode), "Find")]
    public void Compares_InFixedTime(Type type, string method)
    {
        var fixedTime = typeof(CryptographicOperations).GetMethod(nameof(CryptographicOperations.FixedTimeEquals))!;
        var bodies = type.GetMethods(All).Where(one => one.Name == method).ToArray();
        Assert.NotEmpty(bodies);
        Assert.Contains(bodies.SelectMany(Calls), called => called == fixedTime);
        Assert.DoesNotContain(bodies.SelectMany(Calls), called => called.DeclaringType == typeof(string) && called.Name is "op_Equality" or "Equals");
    }

    // Cookies and tokens are known by their hashes alone, and hashes are compared whole.
    [Fact]
    public void Compares_HashesWithoutABranch()
    {
        var equals = typeof(TokenHash).GetMethod(nameof(TokenHash.Equals), [typeof(TokenHash)])!;
        Assert.DoesNotContain(Instructions(equals), one => one.Code.FlowControl == FlowControl.Cond_Branch);
        Assert.Equal(8, Instructions(equals).Count(one => one.Code == OpCodes.Ldfld));
    }

    private static IEnumerable<MethodBase> Calls(MethodBase method) => Instructions(method).Where(one => one.Code.OperandType == OperandType.InlineMethod)
        .Select(one => method.Module.ResolveMethod(one.Operand, method.DeclaringType!.GetGenericArguments(), [])!);

    private static IEnumerable<(OpCode Code, int Operand)> Instructions(MethodBase method)
    {
        var il = method.GetMethodBody()!.GetILAsByteArray()!;
        for (var at = 0; at < il.Length;)
        {
            var code = Codes[il[at] == 0xFE ? (short)((il[at] << 8) | il[at + 1]) : il[at]];
            at += code.Size;
            var size = code.OperandType switch
            {
                OperandType.InlineNone => 0,
                OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
                OperandType.InlineVar => 2,
                OperandType.InlineI8 or OperandType.InlineR => 8,
                OperandType.InlineSwitch => 4 + (4 * BitConverter.ToInt32(il, at)),
                _ => 4,
            };
            yield return (code, size >= 4 ? BitConverter.ToInt32(il, at) : 0);
            at += size;
        }
    }
}
