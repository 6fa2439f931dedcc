using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace RemoteDev.Gateway.Identify.Accounts.Migrations;

/// <summary>When people's sign-ins were ended all together, for gateways that were not told.</summary>
[DbContext(typeof(AccountContext))]
[Migration("20261123080000_CreateSignInEnds")]
internal sealed class CreateSignInEnds : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) =>
        migrationBuilder.CreateTable(
            "identify_sign_in_ends",
            table => new
            {
                login = table.Column<string>(maxLength: LoginName.MaxLength),
                ended_at = table.Column<long>(),
                except = table.Column<string>(maxLength: ColumnLength.SignIn, nullable: true),
            },
            constraints: table => table.PrimaryKey("PK_identify_sign_in_ends", row => row.login));

    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.DropTable("identify_sign_in_ends");
}
