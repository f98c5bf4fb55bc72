document.write("<p>The ferry to the outer islands will run twice a day from the first of May, the harbour board decided on Tuesday.</p>");
document.write("<p>Until now the boat left only in the morning, and whoever missed it had to wait for the next day or hire a fisherman.</p>");
document.write("<p>The second crossing is paid for by the three island parishes together; a ticket costs as much as before.</p>");
document.write("<p>Bicycles travel free of charge on the evening boat, as long as there is room on the lower deck.</p>");
