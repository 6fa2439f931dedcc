using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace RemoteDev.Gateway.Identify.Accounts.Migrations;

/// <summary>When people's sign-ins were ended all together, for the certificates that are older.</summary>
[DbContext(typeof(AccountContext))]
[Migration("20261122231000_CreateSshDoubts")]
internal sealed class CreateSshDoubts : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) =>
        migrationBuilder.CreateTable(
            "identify_ssh_doubts",
            table => new
            {
                login = table.Column<string>(maxLength: LoginName.MaxLength),
                since = table.Column<long>(),
            },
            constraints: table => table.PrimaryKey("PK_identify_ssh_doubts", row => row.login));

    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.DropTable("identify_ssh_doubts");
}
